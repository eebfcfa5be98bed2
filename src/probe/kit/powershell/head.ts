/** How the PowerShell script begins: its help, its options, and what it needs. */
export const POWERSHELL_HEAD: string = `#Requires -Version 5.1
<#
.SYNOPSIS
Asks from this host what a firewall plan says that it asks, and writes down what was seen.
.DESCRIPTION
Opens the connections that are listed below, sends each the first words of its protocol, and records what comes back.
Nothing else is contacted, nothing is changed, no module is needed. The result is a text file, one line for each
question: portolan probe HIERARCHY --read FILE reads it.
Where a connection is refused or nothing answers, it connects to the same ports again with small times to live, and
pings the same hosts, to find out who refuses.
Run it again with the same -Out to go on where it stopped. Ctrl+C stops it; what was found until then is kept.
.PARAMETER Out
The result's file.
.PARAMETER Listen
Opens the ports on which this host will answer, and records who comes: before the services are installed.
.PARAMETER Seconds
How long to listen.
.PARAMETER Timeout
How long to wait for an answer, in milliseconds.
.PARAMETER Concurrency
How many questions are under way at once.
.PARAMETER NoLocate
Sends no further packets to find out who refuses.
.PARAMETER Show
Lists what would be asked, and asks nothing.
#>
[CmdletBinding()]
param(
    [string] $Out = 'portolan-kit.jsonl',
    [switch] $Listen,
    [ValidateRange(1, 86400)] [int] $Seconds = 600,
    [ValidateRange(200, 60000)] [int] $Timeout = 3000,
    [ValidateRange(1, 64)] [int] $Concurrency = 16,
    [switch] $NoLocate,
    [switch] $Show
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw 'PowerShell runs in constrained language mode here: sign this script, or run it where scripts are trusted'
}
`;
