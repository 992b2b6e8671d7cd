using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Reports.Benchmarks;

/// <summary>A PostgreSQL of its own in a folder that goes with it, with <c>fsync</c> and <c>synchronous_commit</c> on.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _port;

    private PostgresProcess(string folder, string port) => (_folder, _port) = (folder, port);

    public static bool IsInstalled => Path.Exists("/usr/lib/postgresql/15/bin/initdb");

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=reports";

    public static Task<PostgresProcess> StartAsync() => StartAsync(Directory.CreateTempSubdirectory("reports-pg-").FullName);

    /// <param name="folder">Empty; goes with the server.</param>
    public static async Task<PostgresProcess> StartAsync(string folder)
    {
        var server = new PostgresProcess(folder, FreePort().ToString(CultureInfo.InvariantCulture));
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="KillAsync"/>, on what is stored.</summary>
    public Task StartAgainAsync() => RunAsync("start");

    /// <summary>Restarts it with the memory of docker-compose.yml instead of the 128 MB it begins with.</summary>
    public async Task SetMemoryAsync()
    {
        foreach (var setting in (string[])["shared_buffers = '1GB'", "max_wal_size = '4GB'"])
        {
            await using var connection = new NpgsqlConnection(ConnectionString.Replace("Database=reports", "Database=postgres", StringComparison.Ordinal) + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("alter system set " + setting, connection);
            await command.ExecuteNonQueryAsync();
        }

        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Ends it as a power cut would, without a word.</summary>
    public Task KillAsync() => RunAsync("kill");

    public async Task<bool> IsUpAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Processor time of the server and all its processes.</summary>
    public TimeSpan ProcessorTime()
    {
        var root = File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First();
        var ticks = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(folder => Stat(Path.Combine(folder, "stat"))).OfType<string[]>()
            .Where(fields => fields[^1] == root || fields[0] == root).Sum(fields => long.Parse(fields[1], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// Below those that the system gives to clients: whoever tries again and again to reach a server that was killed would at last be given its very port,
    /// and the server could not start again.
    /// </summary>
    public static int FreePort()
    {
        for (; ; )
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }
    }

    /// <summary>Process, its hundredths of a second in user and system mode, those of its ended children too, and its parent; null where it is none or has gone.</summary>
    private static string[]? Stat(string file)
    {
        try
        {
            var text = File.ReadAllText(file);

            // After the name, which may hold anything: state, parent, … and from the twelfth on the times.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = Enumerable.Range(11, 4).Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture));
            return [text[..text.IndexOf(' ', StringComparison.Ordinal)], ticks.ToString(CultureInfo.InvariantCulture), fields[1]];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Task RunAsync(string action) => Tool.RunAsync("bash", [Repository.Find("eng/run-postgres.sh"), action, _folder, _port, "durable"]);
}
