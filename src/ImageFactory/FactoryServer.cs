using ImageFactory.Assets.Store;
using ImageFactory.Configuration;
using ImageFactory.Endpoints;
using ImageFactory.Errors;

namespace ImageFactory;

/// <summary>The HTTP server: routes around the pipeline.</summary>
internal static class FactoryServer
{
    /// <summary>Builds the server; it listens once it is run.</summary>
    public static WebApplication Create(FactoryOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "imagefactory" });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
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

        var application = builder.Build();

        // A data directory that cannot be used is told now, not at the first request.
        application.Services.GetRequiredService<IObjectStore>();
        application.UsePathTolerance();
        application.UseMiddleware<ErrorMiddleware>();
        application.Use((context, next) =>
        {
            ServerHeaders.Set(context);
            return next(context);
        });
        application.UseRouting();
        application.UseCors();
        application.MapHealth();
        application.MapSchematics();
        application.MapVersions();
        application.MapImages();
        return application;
    }
}
