using Spectre.Console;

namespace ImageFactory.Commands;

/// <summary>Standard error for people: progress bars on a terminal, plain lines elsewhere.</summary>
internal static class ErrorConsole
{
    /// <summary>A console over standard error.</summary>
    public static IAnsiConsole Create() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>The progress of several pieces of work.</summary>
    public static Progress Bars(this IAnsiConsole console) =>
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn());
}
