using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReviewedComments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "comments",
                type: "TEXT",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "state",
                table: "comments",
                type: "INTEGER",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.CreateIndex(
                name: "ix_comments_service_id_minute",
                table: "comments",
                columns: new[] { "service_id", "minute" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_comments_state_minute_report_id",
                table: "comments",
                columns: new[] { "state", "minute", "report_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_comments_service_id_minute",
                table: "comments");

            migrationBuilder.DropIndex(
                name: "ix_comments_state_minute_report_id",
                table: "comments");

            migrationBuilder.DropColumn(
                name: "language",
                table: "comments");

            migrationBuilder.DropColumn(
                name: "state",
                table: "comments");
        }
    }
}
