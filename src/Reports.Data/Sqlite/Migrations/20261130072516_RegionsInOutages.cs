using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RegionsInOutages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ever_in",
                table: "outages",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "regions",
                table: "outages",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "ix_outages_ended_at",
                table: "outages",
                column: "ended_at");

            migrationBuilder.Sql("""
                update outages set
                    ever_in = (select json_group_array(region) from (select distinct region from outage_regions where outage_id = outages.id)),
                    regions = (
                        select json_group_array(json_object(
                            'region', region,
                            'joined', strftime('%Y-%m-%dT%H:%M:%S', joined_at / 10000000 - 62135596800, 'unixepoch') || printf('.%07dZ', joined_at % 10000000),
                            'left', strftime('%Y-%m-%dT%H:%M:%S', left_at / 10000000 - 62135596800, 'unixepoch') || printf('.%07dZ', left_at % 10000000),
                            'recovering', json(iif(recovering, 'true', 'false')), 'reports', reports, 'expected', expected,
                            'evidence_nats', evidence_nats, 'confidence', confidence, 'observed_per_minute', observed_per_minute, 'expected_per_minute', expected_per_minute))
                        from (select * from outage_regions where outage_id = outages.id order by region, joined_at));
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
                    outage_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    joined_at = table.Column<long>(type: "INTEGER", nullable: false),
                    confidence = table.Column<double>(type: "REAL", nullable: true),
                    evidence_nats = table.Column<double>(type: "REAL", nullable: true),
                    expected = table.Column<double>(type: "REAL", nullable: false),
                    expected_per_minute = table.Column<double>(type: "REAL", nullable: true),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    observed_per_minute = table.Column<double>(type: "REAL", nullable: true),
                    recovering = table.Column<bool>(type: "INTEGER", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: false)
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
                select outages.id, part.value ->> 'region',
                    (strftime('%s', substr(part.value ->> 'joined', 1, 19)) + 62135596800) * 10000000 + cast(round(cast(substr(part.value ->> 'joined', 20) as real) * 10000000) as integer),
                    (strftime('%s', substr(part.value ->> 'left', 1, 19)) + 62135596800) * 10000000 + cast(round(cast(substr(part.value ->> 'left', 20) as real) * 10000000) as integer),
                    part.value ->> 'recovering', part.value ->> 'reports', part.value ->> 'expected',
                    part.value ->> 'evidence_nats', part.value ->> 'confidence', part.value ->> 'observed_per_minute', part.value ->> 'expected_per_minute'
                from outages cross join json_each(outages.regions) part;
                """);

            // As they are: Entity Framework would copy the table, in more than one transaction.
            migrationBuilder.Sql("alter table outages drop column ever_in");
            migrationBuilder.Sql("alter table outages drop column regions");
        }
    }
}
