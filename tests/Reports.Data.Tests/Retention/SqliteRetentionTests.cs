using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Reports.Data.Intake;
using Reports.Data.Retention;
using Reports.Domain.Counting;
using Reports.Domain.Intake;
using Reports.TestKit;
using Reports.TestKit.Stores;

namespace Reports.Data.Tests.Retention;

/// <summary>SQLite has one writer: what retention deletes must not keep it looking through a table.</summary>
public sealed class SqliteRetentionTests
{
    [Fact]
    public async Task Each_question_and_each_delete_goes_straight_to_its_rows()
    {
        // From the start: where nobody listens, Entity Framework does not look again for a second.
        using var seen = new SeenCommands();
        await using var store = await OnEachStore.CreateAsync(StoreKind.Sqlite);
        var old = ReportBuilder.Minute - (40 * MinuteBucket.PerDay);
        var report = ReportBuilder.Make(minute: old, keyDay: ReportBuilder.KeyDay - 40, city: 7);
        await store.Get<IGroupCommit>().CommitAsync([report], new CommitTerms(ReportBuilder.KeyDay - 40, 30, old), CancellationToken.None);

        await store.Get<IRetention>().ForgetAsync(new RetentionLimits(ReportBuilder.Minute - (30 * MinuteBucket.PerDay), 0, ReportBuilder.KeyDay - 1), CancellationToken.None);

        var plans = seen.Explain(new SqliteConnectionStringBuilder(store.ConnectionString).DataSource);
        Assert.Contains(plans, plan => plan.Sql.StartsWith("DELETE FROM \"reporters\"", StringComparison.Ordinal) && plan.Plan.Contains("(service_id=? AND key_day=? AND slice=?)", StringComparison.Ordinal));
        Assert.Contains(plans, plan => plan.Sql.StartsWith("DELETE FROM \"reports\"", StringComparison.Ordinal) && plan.Plan.Contains("(minute=?)", StringComparison.Ordinal));
        Assert.Contains(plans, plan => plan.Sql.StartsWith("DELETE FROM \"city_counts\"", StringComparison.Ordinal) && plan.Plan.Contains("(service_id=? AND minute>? AND minute<?)", StringComparison.Ordinal));
        Assert.Contains(plans, plan => plan.Sql.Contains("MIN(\"r\".\"slice\")", StringComparison.Ordinal) && plan.Plan.Contains("(service_id=? AND key_day=? AND slice>? AND slice<?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, plan => plan.Plan.Contains("SCAN", StringComparison.Ordinal) && !plan.Sql.Contains("comments", StringComparison.Ordinal));
    }

    /// <summary>The commands of Entity Framework.</summary>
    private sealed class SeenCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentQueue<(string File, string Sql, List<(string Name, object? Value)> Parameters)> _seen = [];
        private readonly ConcurrentBag<IDisposable> _subscriptions = [];

        public SeenCommands() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name is "Microsoft.EntityFrameworkCore")
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandEventData { Command: SqliteCommand command } && value.Key == RelationalEventId.CommandExecuting.Name)
            {
                _seen.Enqueue((command.Connection!.DataSource, command.CommandText, [.. command.Parameters.Cast<SqliteParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
            }
        }

        public List<(string Sql, string Plan)> Explain(string file)
        {
            using var connection = new SqliteConnection($"Data Source={file}");
            connection.Open();
            var plans = new List<(string, string)>();
            foreach (var (_, sql, parameters) in _seen.Where(seen => Path.GetFileName(seen.File) == Path.GetFileName(file) && (seen.Sql.StartsWith("DELETE", StringComparison.Ordinal) || seen.Sql.StartsWith("SELECT MIN", StringComparison.Ordinal))))
            {
                using var command = connection.CreateCommand();
                command.CommandText = "explain query plan " + sql;
                foreach (var (name, value) in parameters)
                {
                    command.Parameters.AddWithValue(name, value ?? DBNull.Value);
                }

                using var reader = command.ExecuteReader();
                var plan = "";
                while (reader.Read())
                {
                    plan += reader.GetString(3) + "\n";
                }

                plans.Add((sql, plan));
            }

            return plans;
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Dispose();
            }
        }
    }
}
