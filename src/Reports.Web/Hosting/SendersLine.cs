using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Reports.Pipeline.Intake;

namespace Reports.Web.Hosting;

/// <summary>
/// Parts those who send from those who read by the first bytes of a request, before the server makes anything of it: who sends waits for a turn of <see cref="IntakeTurns"/>, everybody else stays in the line
/// of the pool. What comes over HTTP/2 or over TLS that the site itself speaks is not told apart; behind a proxy neither is usual.
/// </summary>
public static class SendersLine
{
    public static void AddSendersLine(this WebApplicationBuilder builder)
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

    /// <summary>What the connection brings, told when it is the turn of whoever sent it: from the beginning of a request that sends until one that reads, for the rest of its headers and its body may come later.</summary>
    private sealed class PartedReader(PipeReader input, IntakeTurns turns) : PipeReader
    {
        private bool _sends;

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var reading = input.ReadAsync(cancellationToken);
            var wasThere = reading.IsCompleted;
            var read = await reading.ConfigureAwait(false);
            var begins = read.Buffer.FirstSpan;
            if (begins.StartsWith("POST "u8))
            {
                _sends = true;
                await turns;
            }
            else if (begins.StartsWith("GET "u8) || begins.StartsWith("HEAD "u8) || begins.StartsWith("OPTIONS "u8))
            {
                _sends = false;
            }
            else if (_sends && !wasThere)
            {
                await turns;
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
