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

            migrationBuilder.Sql("""
                update outages set
                    ever_in = (select json_group_array(region) from (select distinct region from outage_regions where outage_id = outages.id)),
                    regions = (
                        select json_group_array(json_object(
                            'region', region,
                            'joined', strftime('%Y-%m-%dT%H:%M:%f', (joined_at - 621355968000000000) / 10000000.0, 'unixepoch') || 'Z',
                            'left', strftime('%Y-%m-%dT%H:%M:%f', (left_at - 621355968000000000) / 10000000.0, 'unixepoch') || 'Z',
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
                select outages.id, json_extract(part.value, '$.region'),
                    cast(round((julianday(json_extract(part.value, '$.joined')) - 2440587.5) * 86400000) as integer) * 10000 + 621355968000000000,
                    cast(round((julianday(json_extract(part.value, '$.left')) - 2440587.5) * 86400000) as integer) * 10000 + 621355968000000000,
                    json_extract(part.value, '$.recovering'), json_extract(part.value, '$.reports'), json_extract(part.value, '$.expected'),
                    json_extract(part.value, '$.evidence_nats'), json_extract(part.value, '$.confidence'), json_extract(part.value, '$.observed_per_minute'), json_extract(part.value, '$.expected_per_minute')
                from outages cross join json_each(outages.regions) part;
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
