using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reports.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReportsByInstant : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Without rowids there is one tree instead of a table and its index, and what is new goes to its end.
            migrationBuilder.Sql("""
                create table reports_by_instant (
                    service_id integer not null, minute integer not null, id text not null, place_id integer not null, kind integer not null, problem_id integer not null, counted integer not null,
                    constraint pk_reports primary key (minute, id)) without rowid;
                insert into reports_by_instant select service_id, minute, id, place_id, kind, problem_id, counted from reports order by minute, id;
                drop table reports;
                alter table reports_by_instant rename to reports;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create table reports_by_service (
                    service_id integer not null, minute integer not null, id text not null, place_id integer not null, kind integer not null, problem_id integer not null, counted integer not null,
                    constraint pk_reports primary key (service_id, minute, id));
                insert into reports_by_service select service_id, minute, id, place_id, kind, problem_id, counted from reports;
                drop table reports;
                alter table reports_by_service rename to reports;
                """);
        }
    }
}
