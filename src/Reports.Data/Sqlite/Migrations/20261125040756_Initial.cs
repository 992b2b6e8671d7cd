using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "comments",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    minute = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comments", x => new { x.service_id, x.report_id });
                });

            migrationBuilder.CreateTable(
                name: "heartbeats",
                columns: table => new
                {
                    minute = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_heartbeats", x => x.minute);
                });

            // Without rowid the primary key is the table: half the size, one write instead of two.
            migrationBuilder.Sql("""
                create table minute_counts (
                    service_id integer not null, minute integer not null, place_id integer not null, kind integer not null, problem_id integer not null,
                    count integer not null, fresh integer not null,
                    constraint pk_minute_counts primary key (service_id, minute, place_id, kind, problem_id)) without rowid
                """);

            // Without rowid the primary key is the table: half the size, one write instead of two.
            migrationBuilder.Sql("""
                create table networks (
                    service_id integer not null, key_day integer not null, network blob not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, network, minute)) without rowid
                """);

            migrationBuilder.CreateTable(
                name: "observed_hours",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    hour = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observed_hours", x => new { x.service_id, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "official_updates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    simulated = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_official_updates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    detected_at = table.Column<long>(type: "INTEGER", nullable: false),
                    flagged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    peak_at = table.Column<long>(type: "INTEGER", nullable: true),
                    recovering_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    expected_reports = table.Column<double>(type: "REAL", nullable: false),
                    peak_per_minute = table.Column<int>(type: "INTEGER", nullable: false),
                    expected_per_minute = table.Column<double>(type: "REAL", nullable: false),
                    confidence = table.Column<double>(type: "REAL", nullable: false),
                    extent = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    widest_extent = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    problems = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    key_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    body_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    report_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    counted = table.Column<bool>(type: "INTEGER", nullable: false),
                    stored_minute = table.Column<int>(type: "INTEGER", nullable: false),
                    place_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => new { x.service_id, x.key_hash });
                });

            migrationBuilder.CreateTable(
                name: "recounts",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    minute = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recounts", x => new { x.service_id, x.minute });
                });

            // Without rowid the primary key is the table: half the size, one write instead of two.
            migrationBuilder.Sql("""
                create table reporters (
                    service_id integer not null, key_day integer not null, kind integer not null, reporter blob not null, minute integer not null,
                    constraint pk_reporters primary key (service_id, key_day, kind, reporter, minute)) without rowid
                """);

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "INTEGER", nullable: false),
                    minute = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<short>(type: "INTEGER", nullable: false),
                    problem_id = table.Column<short>(type: "INTEGER", nullable: false),
                    counted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => new { x.service_id, x.minute, x.id });
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    @protected = table.Column<byte[]>(name: "protected", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "site_facts",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_facts", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "outage_regions",
                columns: table => new
                {
                    outage_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    joined_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    recovering = table.Column<bool>(type: "INTEGER", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false),
                    expected = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outage_regions", x => new { x.outage_id, x.region, x.joined_at });
                    table.ForeignKey(
                        name: "fk_outage_regions_outages_outage_id",
                        column: x => x.outage_id,
                        principalTable: "outages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outage_transitions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    outage_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    to_state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outage_transitions", x => x.id);
                    table.ForeignKey(
                        name: "fk_outage_transitions_outages_outage_id",
                        column: x => x.outage_id,
                        principalTable: "outages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_minute_counts_minute",
                table: "minute_counts",
                column: "minute");

            migrationBuilder.CreateIndex(
                name: "ix_official_updates_service_id_at",
                table: "official_updates",
                columns: new[] { "service_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_outage_transitions_outage_id",
                table: "outage_transitions",
                column: "outage_id");

            migrationBuilder.CreateIndex(
                name: "ix_outages_one_open",
                table: "outages",
                column: "service_id",
                unique: true,
                filter: "state IN ('Possible', 'Outage', 'Recovering')");

            migrationBuilder.CreateIndex(
                name: "ix_outages_service_id_started_at",
                table: "outages",
                columns: new[] { "service_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outages_state_started_at",
                table: "outages",
                columns: new[] { "state", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_key_hash",
                table: "receipts",
                column: "key_hash");

            migrationBuilder.CreateIndex(
                name: "ix_receipts_stored_minute",
                table: "receipts",
                column: "stored_minute");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "comments");

            migrationBuilder.DropTable(
                name: "heartbeats");

            migrationBuilder.DropTable(
                name: "minute_counts");

            migrationBuilder.DropTable(
                name: "networks");

            migrationBuilder.DropTable(
                name: "observed_hours");

            migrationBuilder.DropTable(
                name: "official_updates");

            migrationBuilder.DropTable(
                name: "outage_regions");

            migrationBuilder.DropTable(
                name: "outage_transitions");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "recounts");

            migrationBuilder.DropTable(
                name: "reporters");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "signing_keys");

            migrationBuilder.DropTable(
                name: "site_facts");

            migrationBuilder.DropTable(
                name: "outages");
        }
    }
}
