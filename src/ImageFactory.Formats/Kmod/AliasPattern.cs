namespace ImageFactory.Formats.Kmod;

/// <summary>Aliases are shell patterns in which '-' and '_' are the same, but between brackets.</summary>
internal static class AliasPattern
{
    /// <summary>The pattern with '_' for '-'; null when its brackets do not match.</summary>
    public static string? Normalize(string alias)
    {
        var isBracketed = false;
        var characters = alias.ToCharArray();
        for (var index = 0; index < characters.Length; index++)
        {
            var character = characters[index];
            if (isBracketed)
            {
                isBracketed = character != ']';
            }
            else if (character == ']')
            {
                return null;
            }
            else if (character == '[')
            {
                isBracketed = true;
            }
            else if (character == '-')
            {
                characters[index] = '_';
            }
        }

        return isBracketed ? null : new string(characters);
    }
}
