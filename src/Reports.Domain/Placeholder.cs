namespace Reports.Domain; internal static class Placeholder;
