namespace Reports.Scenarios; internal static class Placeholder;
