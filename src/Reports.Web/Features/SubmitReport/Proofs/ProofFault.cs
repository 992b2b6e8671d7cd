namespace Reports.Web.Features.SubmitReport.Proofs;

/// <summary>What is wrong with a proof of work, or with a wait in its place.</summary>
public enum ProofFault
{
    None,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Not what this site made and asked for.</summary>
    Wrong,

    Expired,

    /// <summary>It went with another report.</summary>
    Used,

    /// <summary>It was made for another network.</summary>
    OtherNetwork,

    /// <summary>A wait that is not over.</summary>
    Early,

    /// <summary>Looked at no further: its network has had as many tried as it may.</summary>
    TooMany,
}
