namespace Reports.Detection; internal static class Placeholder;
