using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ReportsByInstant : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_reports",
                table: "reports");

            migrationBuilder.AddPrimaryKey(
                name: "pk_reports",
                table: "reports",
                columns: new[] { "minute", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_reports",
                table: "reports");

            migrationBuilder.AddPrimaryKey(
                name: "pk_reports",
                table: "reports",
                columns: new[] { "service_id", "minute", "id" });
        }
    }
}
