using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>
/// Parts those who report from everybody else by the first bytes of a request, before the server makes anything of it: who reports waits for a turn of <see cref="IntakeTurns"/>, the others stay in
/// the line of the pool, as do batches, which have a pace of their own. What comes over HTTP/2 or over TLS that the site itself speaks is not told apart; behind a proxy neither is usual.
/// </summary>
public static class ReportersLine
{
    public static void AddReportersLine(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(options =>
        {
            var turns = options.ApplicationServices.GetRequiredService<IntakeTurns>();
            options.ConfigureEndpointDefaults(endpoint => ((IConnectionBuilder)endpoint).Use(next => connection =>
            {
                connection.Transport = new Parted(connection.Transport, turns);
                return next(connection);
            }));
        });
    }

    private sealed class Parted(IDuplexPipe connection, IntakeTurns turns) : IDuplexPipe
    {
        public PipeReader Input { get; } = new PartedReader(connection.Input, turns);

        public PipeWriter Output => connection.Output;
    }

    /// <summary>What the connection brings, told when it is the turn of whoever sent it: from the beginning of a report until another request, for the rest of its headers and its body may come later.</summary>
    private sealed class PartedReader(PipeReader input, IntakeTurns turns) : PipeReader
    {
        private bool _reports;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var reading = input.ReadAsync(cancellationToken);
            var wasThere = reading.IsCompleted;
            var read = await reading.ConfigureAwait(false);
            switch (RequestStart.Of(read.Buffer))
            {
                case RequestStart.Kind.Report:
                    _reports = true;
                    await turns;
                    break;
                case RequestStart.Kind.Other when _reports:
                    // It may have come with a report, whose turn is not to be spent on it.
                    _reports = false;
                    await Task.Yield();
                    break;
                case RequestStart.Kind.None when _reports && !wasThere && !read.Buffer.IsEmpty:
                    await turns;
                    break;
                case RequestStart.Kind.Other or RequestStart.Kind.None:
                default:
                    break;
            }

            return read;
        }

        public override bool TryRead(out ReadResult result) => input.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => input.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => input.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => input.CancelPendingRead();

        public override void Complete(Exception? exception = null) => input.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => input.CompleteAsync(exception);
    }
}
