namespace Reports.Pipeline; internal static class Placeholder;
