using Microsoft.Data.Sqlite;
using Reports.Data.Sqlite;
using Reports.TestKit;

namespace Reports.Data.Tests.Sqlite;

public sealed class SqliteConnectionSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reports-pages-").FullName;

    [Fact]
    public void A_new_file_has_small_pages_and_a_log_of_as_many_as_make_32_MB()
    {
        var source = Source();
        using var connection = source.Open();
        Assert.Equal(2048, Pragma(connection, "page_size"));
        Assert.Equal(16_384, source.LogPages);
        Assert.Equal(16_384, Pragma(connection, "wal_autocheckpoint"));
    }

    [Fact]
    public void A_file_of_before_keeps_its_pages_and_has_a_log_of_as_many_bytes()
    {
        using (var before = new SqliteConnection(Source().ConnectionString))
        {
            before.Open();
            Run(before, "pragma page_size = 4096; pragma journal_mode = wal; create table kept (value integer); insert into kept values (7)");
        }

        SqliteConnection.ClearAllPools();
        var source = Source();
        using var connection = source.Open();
        Run(connection, "insert into kept values (8)");
        Assert.Equal(4096, Pragma(connection, "page_size"));
        Assert.Equal(8_192, source.LogPages);
        Assert.Equal(8_192, Pragma(connection, "wal_autocheckpoint"));
        using var sum = connection.CreateCommand();
        sum.CommandText = "select sum(value) from kept";
        Assert.Equal(15L, sum.ExecuteScalar());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static int Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are those above.
        command.CommandText = $"pragma {name}";
#pragma warning restore CA2100
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private SqliteConnectionSource Source() => new($"Data Source={Path.Combine(_folder, "reports.db")}");
}
