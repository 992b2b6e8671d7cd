namespace Reports.Pipeline.Intake;

/// <summary>Protects the daily keys at rest, so that the database alone does not tell who reported.</summary>
public interface IKeyProtector
{
    byte[] Protect(byte[] plain);

    byte[] Unprotect(byte[] cipher);
}
