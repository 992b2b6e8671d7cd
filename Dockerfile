# The site, published, on Microsoft's ASP.NET image. It answers on port 8080 and keeps its files under /app/data.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Reports.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir -p /app/data && chown -R $APP_UID /app/data
ENV ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
VOLUME /app/data
USER $APP_UID
# The image has no curl; the program asks itself.
HEALTHCHECK --interval=15s --timeout=6s --start-period=60s CMD ["dotnet", "Reports.Web.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Reports.Web.dll"]
