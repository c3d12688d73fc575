namespace StockAgents.MarketData.Files;

/// <summary><c>MarketData:Files</c>: the user's own bars, one CSV a symbol.</summary>
internal sealed class FilesOptions
{
    public const string Section = "MarketData:Files";

    /// <summary>Same as <see cref="Folder"/>, for a container's environment.</summary>
    public const string FolderVariable = "MARKETDATA_FILES_FOLDER";

    /// <summary>
    /// Folder of <c>SYMBOL.csv</c>, absolute or below the working directory; default <c>data/files</c>. It need not exist.
    /// A file has a header with at least <c>date,open,high,low,close,volume</c>, in any order; <c>adj_close</c> may be there.
    /// </summary>
    public string Folder { get; set; } = "data/files";
}
