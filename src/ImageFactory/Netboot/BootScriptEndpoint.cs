using ImageFactory.Assets;

namespace ImageFactory.Netboot;

/// <summary>The scripts that iPXE asks <c>imagefactory netboot</c> for, over HTTP.</summary>
internal static partial class BootScriptEndpoint
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapBootScript(this IEndpointRouteBuilder routes) => routes.MapMethods(BootOffers.ScriptPath, Reading, GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        [AsParameters] BootScriptQuery query,
        BootOffers offers,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (query.Mac is null)
        {
            return Results.Text(offers.FirstScript());
        }

        if (query.FindMachine() is not { Architecture: { } architecture } machine)
        {
            return Results.Text("Say which machine, for example mac=52:54:00:12:34:56&arch=amd64.\n", statusCode: StatusCodes.Status400BadRequest);
        }

        var logger = loggers.CreateLogger(typeof(BootScriptEndpoint));
        try
        {
            var script = await offers.FindScriptAsync(machine, architecture, cancellationToken);
            LogAnswered(logger, machine, script is null ? "no rule is for it" : "given its script");
            return script is null
                ? Results.Text("No rule is for this machine.\n", statusCode: StatusCodes.Status404NotFound)
                : Results.Text(script);
        }
        catch (FactoryException exception)
        {
            LogFailed(logger, machine, exception.Message);
            return Results.Text($"{exception.Message}\n", statusCode: StatusCodes.Status502BadGateway);
        }
    }

    [LoggerMessage(LogLevel.Information, "iPXE {Machine}: {Answer}")]
    private static partial void LogAnswered(ILogger logger, Machine machine, string answer);

    [LoggerMessage(LogLevel.Warning, "iPXE {Machine}: no script: {Reason}")]
    private static partial void LogFailed(ILogger logger, Machine machine, string reason);
}
