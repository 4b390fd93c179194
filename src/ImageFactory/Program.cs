using ImageFactory.Commands;

return await Cli.RunAsync(args);
