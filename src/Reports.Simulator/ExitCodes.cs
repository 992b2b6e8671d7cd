namespace Reports.Simulator;

/// <summary>What the verbs end with.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Something was refused or never got through.</summary>
    public const int SomeFailed = 1;

    /// <summary>It could not begin: wrong arguments, a wrong scenario, file, key or address.</summary>
    public const int CannotStart = 2;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
