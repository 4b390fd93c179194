using System.Text;

namespace ImageFactory.Endpoints;

/// <summary>Clients join URLs carelessly: <c>//image</c> and a trailing slash mean what they mean without.</summary>
internal static class PathTolerance
{
    public static void UsePathTolerance(this IApplicationBuilder application) =>
        application.Use((context, next) =>
        {
            if (context.Request.Path.Value is { Length: > 1 } path)
            {
                context.Request.Path = new PathString(Collapse(path));
            }

            return next(context);
        });

    internal static string Collapse(string path)
    {
        var result = new StringBuilder(path.Length);
        foreach (var character in path)
        {
            if (character != '/' || result.Length == 0 || result[^1] != '/')
            {
                result.Append(character);
            }
        }

        if (result.Length > 1 && result[^1] == '/')
        {
            result.Length--;
        }

        return result.ToString();
    }
}
