using Microsoft.AspNetCore.DataProtection;
using Reports.Data;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>Protects the daily keys with a ring that lies outside the database, in files that only the site can read.</summary>
internal sealed class KeyProtector(IDataProtectionProvider provider) : IKeyProtector
{
    private readonly IDataProtector _protector = provider.CreateProtector("reporter-keys");

    public byte[] Protect(byte[] plain) => _protector.Protect(plain);

    public byte[] Unprotect(byte[] cipher) => _protector.Unprotect(cipher);
}

public static class KeyProtection
{
    /// <summary>The ring is kept beside an SQLite file, else under <c>data/keys</c>; <c>DataProtection:Folder</c> says otherwise.</summary>
    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration, DatabaseConnection connection)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(connection);
        var beside = connection.File is { } file ? Path.GetDirectoryName(Path.GetFullPath(file))! : Path.GetFullPath("data");
        var folder = Directory.CreateDirectory(configuration["DataProtection:Folder"] ?? Path.Combine(beside, "keys"));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        services.AddDataProtection().SetApplicationName("Reports").PersistKeysToFileSystem(folder);
        return services.AddSingleton<IKeyProtector, KeyProtector>();
    }
}
