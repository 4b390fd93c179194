using ImageFactory.Assets;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot;

/// <summary>The scripts that iPXE asks <c>imagefactory netboot</c> for, over HTTP.</summary>
internal static partial class BootScriptEndpoint
{
    private const int LongestSerial = 256;

    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapBootScript(this IEndpointRouteBuilder routes) => routes.MapMethods(BootOffers.ScriptPath, Reading, GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string? mac,
        string? uuid,
        string? arch,
        string? serial,
        BootOffers offers,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (mac is null)
        {
            return Results.Text(offers.FirstScript());
        }

        if (!MacAddress.TryParse(mac, out var address) || !Architectures.TryParse(arch ?? "", out var architecture))
        {
            return Results.Text("Say which machine, for example mac=52:54:00:12:34:56&arch=amd64.\n", statusCode: StatusCodes.Status400BadRequest);
        }

        var machine = new Machine
        {
            Mac = address,
            Architecture = architecture,
            // Firmware without one says zeros.
            Uuids = Guid.TryParse(uuid, out var known) && known != Guid.Empty ? [known] : [],
            Serial = serial is { Length: > 0 and <= LongestSerial } && !serial.Any(char.IsControl) ? serial : null,
        };
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
