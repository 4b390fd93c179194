namespace ImageFactory.Boot.Meta;

/// <summary>An entry of Talos's META key-value store.</summary>
/// <param name="Key">The tag, 0 to 255.</param>
/// <param name="Value">The value.</param>
public sealed record MetaValue(byte Key, string Value)
{
    /// <summary>The text form: <c>0xa=value</c>, the key in lower-case hexadecimal without padding.</summary>
    public override string ToString() => $"0x{Key:x}={Value}";
}
