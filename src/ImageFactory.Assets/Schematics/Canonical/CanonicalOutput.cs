using System.Text;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>
/// Text under construction, with what the emitter must know of the current line: how far it goes, whether it ends in a blank,
/// and whether there is only indentation so far. The bytes are hashed into IDs, so the quirks are those of libyaml.
/// </summary>
internal sealed class CanonicalOutput
{
    private readonly StringBuilder _text = new();
    private int _column;
    private bool _endsInBlank = true;
    private bool _isIndentation = true;

    /// <summary>Writes a structural mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="needsBlank">Whether a blank must come before.</param>
    /// <param name="isIndentation">Whether a nested block may go on in the same line.</param>
    public void Mark(char mark, bool needsBlank, bool isIndentation = false)
    {
        if (needsBlank && !_endsInBlank)
        {
            Append(" ");
        }

        Append([mark]);
        _endsInBlank = false;
        _isIndentation &= isIndentation;
    }

    /// <summary>Writes the content of a scalar, which holds no line break.</summary>
    public void Content(ReadOnlySpan<char> content)
    {
        Append(content);
        _isIndentation = false;
        _endsInBlank = false;
    }

    /// <summary>Writes a blank where the line does not yet end in one.</summary>
    public void Blank()
    {
        if (!_endsInBlank)
        {
            Append(" ");
        }
    }

    /// <summary>Ends the line.</summary>
    public void Break() => SpecialBreak('\n');

    /// <summary>Writes a line break that is part of the content: LF, or LS and PS, after which libyaml believes to be in a new line.</summary>
    public void SpecialBreak(char lineBreak)
    {
        _text.Append(lineBreak);
        _column = 0;
        _isIndentation = true;
        _endsInBlank = true;
    }

    /// <summary>Goes to a column, in a new line unless nothing but indentation is in this one.</summary>
    public void Indent(int column)
    {
        if (!_isIndentation || _column > column || (_column == column && !_endsInBlank))
        {
            Break();
        }

        Append(new string(' ', column - _column));
        _endsInBlank = true;
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Append(ReadOnlySpan<char> text)
    {
        _text.Append(text);
        _column += text.Length;
    }
}
