using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Reports.Data.Sqlite;

internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
