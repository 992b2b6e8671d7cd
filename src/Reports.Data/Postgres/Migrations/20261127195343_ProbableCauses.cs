using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
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
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "cause_probability",
                table: "outages",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cause_service_id",
                table: "outages",
                type: "integer",
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
