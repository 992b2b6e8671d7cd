using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RegionEvidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "extent_shares",
                table: "outages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "widest_shares",
                table: "outages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "confidence",
                table: "outage_regions",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "evidence_nats",
                table: "outage_regions",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "expected_per_minute",
                table: "outage_regions",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "observed_per_minute",
                table: "outage_regions",
                type: "REAL",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "extent_shares",
                table: "outages");

            migrationBuilder.DropColumn(
                name: "widest_shares",
                table: "outages");

            migrationBuilder.DropColumn(
                name: "confidence",
                table: "outage_regions");

            migrationBuilder.DropColumn(
                name: "evidence_nats",
                table: "outage_regions");

            migrationBuilder.DropColumn(
                name: "expected_per_minute",
                table: "outage_regions");

            migrationBuilder.DropColumn(
                name: "observed_per_minute",
                table: "outage_regions");
        }
    }
}
