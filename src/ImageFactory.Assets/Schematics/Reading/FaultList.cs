using System.Globalization;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Collects faults, up to a limit.</summary>
internal sealed class FaultList(int limit)
{
    private const int LongestQuote = 60;

    // A set, because a faulty value that is aliased is met once for each alias.
    private readonly HashSet<SchematicFault> _faults = [];
    private bool _isFull;

    /// <summary>Text of the document in quotes, short and printable.</summary>
    public static string Quote(string text)
    {
        var start = text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "…") : text;
        return $"\"{string.Concat(start.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c))}\"";
    }

    public void Add(string code, DocumentPath path, SourcePosition position, string problem, string remedy = "") =>
        Add(code, path.ToString(), position, problem, remedy);

    /// <summary>Adds a fault of the document itself.</summary>
    public void Add(string code, SourcePosition position, string problem, string remedy = "") =>
        Add(code, "", position, problem, remedy);

    public void AddTooLarge(long bytes, int maximum) =>
        Add(
            SchematicFaultCodes.TooLarge,
            SourcePosition.Start,
            string.Create(CultureInfo.InvariantCulture, $"the document has {bytes} bytes"),
            string.Create(CultureInfo.InvariantCulture, $"at most {maximum} are accepted"));

    public IReadOnlyList<SchematicFault> InOrder()
    {
        SchematicFault[] ordered = [.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
        return _isFull
            ? [.. ordered, new SchematicFault(SchematicFaultCodes.TooManyFaults, "", ordered[^1].Line, ordered[^1].Column, "there are more faults than these", "")]
            : ordered;
    }

    private void Add(string code, string path, SourcePosition position, string problem, string remedy)
    {
        var fault = new SchematicFault(code, path, position.Line, position.Column, problem, remedy);
        if (_faults.Count < limit)
        {
            _faults.Add(fault);
        }
        else
        {
            _isFull |= !_faults.Contains(fault);
        }
    }
}
