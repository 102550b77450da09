package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.audit.BrokenExportException;
import dev.lodestar.launcher.audit.ExportVerifier;
import dev.lodestar.launcher.audit.ExportVerifier.Proof;
import dev.lodestar.launcher.suite.LaunchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit-verify}: checks an exported audit log, without a running suite. Ends with 1 when it is broken. */
@Command(
        name = "audit-verify",
        description = "Checks an exported audit log (GET /api/v1/audit/export), without a running suite.")
final class AuditVerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The export, NDJSON.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "A public key whose signatures count (X.509, Base64; /api/v1/audit/checkpoints names it). May be given"
                            + " more than once. Without it, the file's own keys count.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--heads",
            paramLabel = "HEADS",
            description =
                    "Signed heads that were kept elsewhere, one JSON document a line, such as the records of the topic"
                            + " audit.heads.v1: each must be in the chain.")
    private @Nullable Path heads;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        try {
            print(ExportVerifier.verify(file, keys, heads));
            return 0;
        } catch (BrokenExportException broken) {
            System.out.println("BROKEN  " + broken.getMessage());
            return 1;
        } catch (IOException e) {
            throw new LaunchException(file + " cannot be read as an audit export: " + e.getMessage(), e);
        }
    }

    private static void print(Proof proof) {
        System.out.printf(
                "VALID   entries %d to %d (%d), hash of the last %s%n",
                proof.first(), proof.last(), proof.entries(), proof.lastHash());
        System.out.printf(
                "        %d signed heads, signed up to entry %d, trusted keys %s%n",
                proof.signedHeads(), proof.signedUpTo(), String.join(", ", proof.keyIds()));
        System.out.println(
                switch (proof.beginning()) {
                    case GENESIS -> "        The file begins with the first entry of all.";
                    case FLOOR ->
                        "        What was before was removed by the retention policy, which signed that place.";
                    case HEAD ->
                        "        An excerpt: it begins at a signed head, and the entries before are elsewhere.";
                });
        if (proof.ownKeysOnly()) {
            System.out.println(
                    "        The keys are those that the file names itself; give --key to rely on one that you know.");
        }
    }
}
