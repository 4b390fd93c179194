using System.Text;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>What a stand-in says, true or not.</summary>
internal sealed record StandInAnswer(int Status)
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>The length that it states; that of the body when nothing else is said, none when negative.</summary>
    public long? Length { get; init; }

    /// <summary>Whether it breaks the connection off after the body.</summary>
    public bool Resets { get; init; }

    /// <summary>Whether it keeps the connection after the body, and says nothing more.</summary>
    public bool Hangs { get; init; }

    /// <summary>Accepts the request, and never says anything.</summary>
    public static StandInAnswer Silence { get; } = new(0) { Hangs = true };

    public static StandInAnswer Text(int status, string body, params string[] headers) =>
        new(status) { Body = Encoding.UTF8.GetBytes(body), Headers = headers };

    public static StandInAnswer Redirect(string location) => new(307) { Headers = [$"Location: {location}"] };

    /// <summary>A blob, from the byte on that was asked for.</summary>
    public static StandInAnswer Blob(StandInRequest request, byte[] blob) => request.Offset == 0
        ? new(200) { Body = blob }
        : new(206) { Body = blob[request.Offset..], Headers = [$"Content-Range: bytes {request.Offset}-{blob.Length - 1}/{blob.Length}"] };

    public byte[] Head() => Encoding.ASCII.GetBytes(string.Join(
        "\r\n",
        [
            $"HTTP/1.1 {Status} X",
            "Connection: close",
            .. Length < 0 ? [] : new[] { $"Content-Length: {Length ?? Body.Length}" },
            .. Headers,
            "\r\n",
        ]));
}
