namespace Reports.Data; internal static class Placeholder;
