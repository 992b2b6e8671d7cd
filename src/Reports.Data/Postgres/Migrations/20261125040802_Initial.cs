using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Reports.Data.Postgres.Migrations
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
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    minute = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comments", x => new { x.service_id, x.report_id });
                });

            migrationBuilder.CreateTable(
                name: "heartbeats",
                columns: table => new
                {
                    minute = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_heartbeats", x => x.minute);
                });

            // EF has no DDL for partitions; PostgresPartitions makes them on demand.
            migrationBuilder.Sql("""
                create table minute_counts (
                    service_id integer not null, minute integer not null, place_id integer not null, kind smallint not null, problem_id smallint not null,
                    count integer not null, fresh integer not null,
                    constraint pk_minute_counts primary key (service_id, minute, place_id, kind, problem_id)) partition by range (minute)
                """);

            // EF has no DDL for partitions; PostgresPartitions makes them on demand.
            migrationBuilder.Sql("""
                create table networks (
                    service_id integer not null, key_day integer not null, network bytea not null, minute integer not null,
                    constraint pk_networks primary key (service_id, key_day, network, minute)) partition by list (key_day)
                """);

            migrationBuilder.CreateTable(
                name: "observed_hours",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    hour = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_observed_hours", x => new { x.service_id, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "official_updates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    simulated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_official_updates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    detected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    flagged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    peak_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recovering_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reports = table.Column<int>(type: "integer", nullable: false),
                    expected_reports = table.Column<double>(type: "double precision", nullable: false),
                    peak_per_minute = table.Column<int>(type: "integer", nullable: false),
                    expected_per_minute = table.Column<double>(type: "double precision", nullable: false),
                    confidence = table.Column<double>(type: "double precision", nullable: false),
                    extent = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    widest_extent = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: false),
                    problems = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    counted = table.Column<bool>(type: "boolean", nullable: false),
                    stored_minute = table.Column<int>(type: "integer", nullable: false),
                    place_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => new { x.service_id, x.key_hash });
                });

            migrationBuilder.CreateTable(
                name: "recounts",
                columns: table => new
                {
                    service_id = table.Column<int>(type: "integer", nullable: false),
                    minute = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recounts", x => new { x.service_id, x.minute });
                });

            // EF has no DDL for partitions; PostgresPartitions makes them on demand.
            migrationBuilder.Sql("""
                create table reporters (
                    service_id integer not null, key_day integer not null, kind smallint not null, reporter bytea not null, minute integer not null,
                    constraint pk_reporters primary key (service_id, key_day, kind, reporter, minute)) partition by list (key_day)
                """);

            // EF has no DDL for partitions; PostgresPartitions makes them on demand.
            migrationBuilder.Sql("""
                create table reports (
                    service_id integer not null, minute integer not null, id uuid not null, place_id integer not null, kind smallint not null,
                    problem_id smallint not null, counted boolean not null,
                    constraint pk_reports primary key (service_id, minute, id)) partition by range (minute)
                """);

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    day = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<byte[]>(name: "protected", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "site_facts",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_facts", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "outage_regions",
                columns: table => new
                {
                    outage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recovering = table.Column<bool>(type: "boolean", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: false),
                    expected = table.Column<double>(type: "double precision", nullable: false)
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    outage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    to_state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
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
