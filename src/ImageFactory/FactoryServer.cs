using ImageFactory.Assets.Store;
using ImageFactory.Configuration;
using ImageFactory.Delivery;
using ImageFactory.Endpoints;
using ImageFactory.Errors;
using ImageFactory.Pages;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ImageFactory;

/// <summary>The HTTP server: routes around the pipeline.</summary>
internal static partial class FactoryServer
{
    private const int LongestRequestBody = 2 * 1024 * 1024;

    /// <summary>Builds the server; it listens once it is run.</summary>
    public static WebApplication Create(FactoryOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "imagefactory" });
        var boot = new BootListener(options.BootUrls, options.Urls);
        builder.WebHost.UseUrls(string.IsNullOrEmpty(options.BootUrls) ? options.Urls : $"{options.Urls};{options.BootUrls}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Limit(kestrel);
            boot.AddTo(kestrel);
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("ImageFactory", options.LogLevel);
#pragma warning disable S5122 // Everything here is public and without credentials: pages of any origin may read it, as with the reference.
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .AllowAnyOrigin()
            .WithMethods("HEAD", "GET", "OPTIONS")
            .WithHeaders("Cache-Control")
            .WithExposedHeaders("Content-Disposition", "Content-Length", "Content-Type")));
#pragma warning restore S5122
        builder.Services.AddFactory(options);
        builder.Services.AddSingleton(_ => new SchematicQuota(options.SchematicsPerClient));
        builder.Services.AddSingleton<AssetDelivery>();
        builder.Services.AddSingleton<PxeScripts>();
        builder.Services.AddSingleton<RegistryDelivery>();
        builder.Services.AddSingleton<SbomDelivery>();
        builder.Services.AddSingleton<SourceDelivery>();
        builder.Services.AddHostedService<CataloguePrefetch>();

        var application = builder.Build();

        // A data directory that cannot be used is told now, not at the first request.
        application.Services.GetRequiredService<IObjectStore>();
        if (options.Trust.Count == 0)
        {
            LogUnverified(application.Logger, options.Source);
        }

        application.UseTrustedProxies(options.TrustedProxies);
        application.UsePathTolerance();
        application.UseMiddleware<ErrorMiddleware>();
        application.Use((context, next) =>
        {
            ServerHeaders.Set(context);
            return next(context);
        });
        BootListener.Restrict(application);
        application.UseRouting();
        application.UseCors();
        application.MapPages();
        application.MapHealth();
        application.MapSchematics();
        application.MapVersions();
        application.MapMachines();
        application.MapImages();
        application.MapPxe();
        application.MapModels();
        application.MapSboms();
        application.MapJobs();
        application.MapSecureBoot();
        application.MapSigningKey();
        application.MapRegistry();
        return application;
    }

    [LoggerMessage(LogLevel.Warning, "Signatures of source images are not verified: {Source} is believed as it is. Configure Trust to change that.")]
    private static partial void LogUnverified(ILogger logger, string source);

    // A client that stalls loses its connection; it never holds a place in the queue of work meanwhile.
    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LongestRequestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30));
    }
}
