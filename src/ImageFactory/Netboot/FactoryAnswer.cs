using System.Text;
using ImageFactory.Assets;

namespace ImageFactory.Netboot;

/// <summary>Answers of the factory that are not what was asked for.</summary>
internal static class FactoryAnswer
{
    private const int LongestReason = 500;

    /// <summary>The first line of what it says.</summary>
    public static FactoryException Refusal(HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        var reason = Encoding.UTF8.GetString(body).Split('\n')[0].Trim();
        return new FactoryException(
            FactoryError.SourceInvalid,
            $"{answer.RequestMessage?.RequestUri} is answered with {(int)answer.StatusCode}: {reason[..Math.Min(reason.Length, LongestReason)]}");
    }
}
