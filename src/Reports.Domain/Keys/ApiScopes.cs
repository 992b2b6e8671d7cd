namespace Reports.Domain.Keys;

/// <summary>What a key may do. None of them includes another.</summary>
[Flags]
public enum ApiScopes : short
{
    None = 0,

    /// <summary>Send reports in batches.</summary>
    Ingest = 1,

    /// <summary>Say what a provider says.</summary>
    Updates = 2,

    /// <summary>Take outages back, review comments, make and revoke keys.</summary>
    Admin = 4,

    All = Ingest | Updates | Admin,
}
