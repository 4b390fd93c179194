using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Testing.Firmware;

/// <summary>Which cells of the slow matrix a run takes: none, all, or one of several parts of about equal size.</summary>
/// <param name="Part">The part to take, from 1; 0 takes none.</param>
/// <param name="Parts">Into how many parts the matrix is divided.</param>
internal readonly record struct MatrixSelection(int Part, int Parts)
{
    /// <summary>The environment variable that selects: <c>off</c> (as when unset), <c>all</c> or <c>K/N</c>.</summary>
    public const string Variable = "IMAGEFACTORY_MATRIX";

    /// <summary>What the environment selects.</summary>
    public static MatrixSelection FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable) ?? "off");

    /// <summary>Reads <c>off</c>, <c>all</c> or <c>K/N</c> with 1 ≤ K ≤ N.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static MatrixSelection Parse(string text) => text switch
    {
        "off" or "" => new(0, 1),
        "all" => new(1, 1),
        _ when text.Split('/') is [var part, var parts] && Number(part) is { } k && Number(parts) is { } n && k <= n => new(k, n),
        _ => throw new FormatException($"{Variable} is '{text}', and should be off, all or K/N with 1 ≤ K ≤ N."),
    };

    /// <summary>Whether this run takes the cell; a name always falls into the same part, on every machine.</summary>
    public bool Takes(string name) => Part > 0 && PartOf(name) == Part;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    // Not string.GetHashCode, which differs in every process.
    private int PartOf(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)Parts) + 1;
    }
}
