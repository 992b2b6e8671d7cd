using System.Net;
using Reports.Data.Intake;
using Reports.Domain.Intake;

namespace Reports.Web.Tests.SubmitReport;

/// <content>Bodies that come as networks bring them, and databases that take them as these do.</content>
public sealed partial class BatchTests
{
    /// <summary>Sends pieces of a few bytes, most of them cut within a line.</summary>
    private sealed class InPieces : HttpContent
    {
        private readonly byte[] _bytes;

        public InPieces(byte[] bytes)
        {
            _bytes = bytes;
            Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var (sent, size) = (0, 1); sent < _bytes.Length; sent += size, size = (size * 7 % 61) + 1)
            {
                await stream.WriteAsync(_bytes.AsMemory(sent, Math.Min(size, _bytes.Length - sent)));
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A stream of lines that knows how many of them were sent and not committed.</summary>
    private sealed class SlowlyRead : HttpContent
    {
        private readonly int _lines;
        private int _sent;
        private int _committed;

        public SlowlyRead(int lines)
        {
            _lines = lines;
            Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
        }

        public int MostWaiting { get; private set; }

        public void Commit(int lines)
        {
            MostWaiting = Math.Max(MostWaiting, Volatile.Read(ref _sent) - _committed);
            _committed += lines;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < _lines; i++)
            {
                await stream.WriteAsync((byte[])[.. Line($"person {i}", 1), (byte)'\n']);
                Interlocked.Increment(ref _sent);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class NoCommit : IGroupCommit
    {
        public Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("away");
    }

    /// <summary>A database that goes away after so many lines.</summary>
    private sealed class LeavingCommit(int lines) : IGroupCommit
    {
        private int _room = lines;

        public int Stored { get; private set; }

        public Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
        {
            if (Stored + group.Count > _room)
            {
                _room = 0;
                throw new InvalidOperationException("away");
            }

            Stored += group.Count;
            return Task.FromResult<IReadOnlyList<ReportVerdict>>([.. group.Select(report => new ReportVerdict(report.Id, ReportFate.Counted, report.Place))]);
        }
    }

    private sealed class WatchedCommit(SlowlyRead source) : IGroupCommit
    {
        public async Task<IReadOnlyList<ReportVerdict>> CommitAsync(IReadOnlyList<Report> group, CommitTerms terms, CancellationToken cancellationToken)
        {
            await Task.Yield();
            source.Commit(group.Count);
            return [.. group.Select(report => new ReportVerdict(report.Id, ReportFate.Counted, report.Place))];
        }
    }
}
