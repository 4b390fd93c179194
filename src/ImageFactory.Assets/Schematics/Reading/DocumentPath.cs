using System.Globalization;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>The way from the document to a value, made into text only when there is a fault.</summary>
internal sealed class DocumentPath
{
    private const int LongestName = 60;

    private readonly DocumentPath? _parent;
    private readonly string _name;
    private readonly int _index;

    private DocumentPath(DocumentPath? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public static DocumentPath Root { get; } = new(null, "", -1);

    public DocumentPath Field(string name) => new(this, name, -1);

    public DocumentPath Item(int index) => new(this, "", index);

    public override string ToString()
    {
        if (_parent is null)
        {
            return "";
        }

        var parent = _parent.ToString();
        if (_index >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{parent}[{_index}]");
        }

        var name = _name.Length is > 0 and <= LongestName && _name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? _name
            : FaultList.Quote(_name);
        return parent.Length == 0 ? name : $"{parent}.{name}";
    }
}
