using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class RegionsInOutages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "ever_in",
                table: "outages",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "regions",
                table: "outages",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "ix_outages_ended_at",
                table: "outages",
                column: "ended_at");

            migrationBuilder.Sql("""
                update outages set regions = parts.regions, ever_in = parts.ever_in
                from (
                    select outage_id, array_agg(distinct region) as ever_in, json_agg(json_build_object(
                        'region', region, 'joined', to_char(joined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ'), 'left', to_char(left_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ'),
                        'recovering', recovering, 'reports', reports, 'expected', expected,
                        'evidence_nats', evidence_nats, 'confidence', confidence, 'observed_per_minute', observed_per_minute, 'expected_per_minute', expected_per_minute)
                        order by region, joined_at)::text as regions
                    from outage_regions group by outage_id) parts
                where parts.outage_id = outages.id;
                """);

            migrationBuilder.DropTable(
                name: "outage_regions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_outages_ended_at",
                table: "outages");

            migrationBuilder.CreateTable(
                name: "outage_regions",
                columns: table => new
                {
                    outage_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confidence = table.Column<double>(type: "double precision", nullable: true),
                    evidence_nats = table.Column<double>(type: "double precision", nullable: true),
                    expected = table.Column<double>(type: "double precision", nullable: false),
                    expected_per_minute = table.Column<double>(type: "double precision", nullable: true),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    observed_per_minute = table.Column<double>(type: "double precision", nullable: true),
                    recovering = table.Column<bool>(type: "boolean", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: false)
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

            migrationBuilder.Sql("""
                insert into outage_regions (outage_id, region, joined_at, left_at, recovering, reports, expected, evidence_nats, confidence, observed_per_minute, expected_per_minute)
                select outages.id, part.region, part.joined, part."left", part.recovering, part.reports, part.expected,
                    part.evidence_nats, part.confidence, part.observed_per_minute, part.expected_per_minute
                from outages cross join lateral json_to_recordset(outages.regions::json) as part(
                    region text, joined timestamptz, "left" timestamptz, recovering boolean, reports int, expected float8,
                    evidence_nats float8, confidence float8, observed_per_minute float8, expected_per_minute float8);
                """);

            migrationBuilder.DropColumn(
                name: "ever_in",
                table: "outages");

            migrationBuilder.DropColumn(
                name: "regions",
                table: "outages");
        }
    }
}
