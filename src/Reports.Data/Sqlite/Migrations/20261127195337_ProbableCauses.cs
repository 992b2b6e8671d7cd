using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ProbableCauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cause_kind",
                table: "outages",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "cause_probability",
                table: "outages",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cause_service_id",
                table: "outages",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "cause_kind",
                table: "outages");

            migrationBuilder.DropColumn(
                name: "cause_probability",
                table: "outages");

            migrationBuilder.DropColumn(
                name: "cause_service_id",
                table: "outages");
        }
    }
}
