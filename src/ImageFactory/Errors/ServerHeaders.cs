namespace ImageFactory.Errors;

/// <summary>The headers that every answer carries.</summary>
internal static class ServerHeaders
{
    // Clients switch features on when they read "Enterprise" here, so that word must not appear.
    private static readonly string Server = BuilderVersion.Name;

    public static void Set(HttpContext context)
    {
        context.Response.Headers.Server = Server;
        context.Response.Headers[RequestId.Header] = RequestId.Of(context);
    }
}
