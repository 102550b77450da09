import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The few commands of Helm that the cluster check needs, for machines without its executable: {@code install|upgrade RELEASE CHART [-f FILE]... [--set K=V]...
 * [--atomic]}, {@code test RELEASE}, {@code uninstall RELEASE}; each with {@code -n NAMESPACE}. Waits for what it did, as {@code --wait} does. The cluster is
 * that of KUBECONFIG.
 */
final class Helm {
    private static final int TIMEOUT_SECONDS = 900;

    private final Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
    private final List<String> words = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private String namespace = "default";
    private boolean atomic;

    public static void main(String[] arguments) {
        Helm helm = new Helm();
        helm.read(arguments);
        System.out.println(helm.run());
    }

    private void read(String[] arguments) {
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "-n" -> namespace = arguments[++at];
                case "-f" -> files.add(Path.of(arguments[++at]));
                case "--set" -> settings.add(arguments[++at]);
                case "--atomic" -> atomic = true;
                default -> {
                    if (arguments[at].startsWith("-")) {
                        throw new IllegalArgumentException("unknown option " + arguments[at]);
                    }
                    words.add(arguments[at]);
                }
            }
        }
    }

    private String run() {
        return switch (words.getFirst()) {
            case "install" -> text(install());
            case "upgrade" -> text(upgrade());
            case "test" ->
                text(com.marcnuri.helm.Helm.test(words.get(1))
                        .withNamespace(namespace)
                        .withKubeConfig(kubeconfig)
                        .withTimeout(TIMEOUT_SECONDS)
                        .call());
            case "uninstall" ->
                com.marcnuri.helm.Helm.uninstall(words.get(1))
                        .withNamespace(namespace)
                        .withKubeConfig(kubeconfig)
                        .call();
            default -> throw new IllegalArgumentException("install, upgrade, test or uninstall, not " + words.getFirst());
        };
    }

    private Release install() {
        InstallCommand command = new com.marcnuri.helm.Helm(Path.of(words.get(2)))
                .install()
                .withName(words.get(1))
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .createNamespace()
                .waitReady()
                .withTimeout(TIMEOUT_SECONDS);
        files.forEach(command::withValuesFile);
        settings.forEach(setting -> command.set(key(setting), value(setting)));
        return command.call();
    }

    private Release upgrade() {
        UpgradeCommand command = new com.marcnuri.helm.Helm(Path.of(words.get(2)))
                .upgrade()
                .withName(words.get(1))
                .withNamespace(namespace)
                .withKubeConfig(kubeconfig)
                .waitReady()
                .withTimeout(atomic ? 120 : TIMEOUT_SECONDS);
        if (atomic) {
            command.atomic();
        }
        files.forEach(command::withValuesFile);
        settings.forEach(setting -> command.set(key(setting), value(setting)));
        return command.call();
    }

    private static String key(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    private static String value(String setting) {
        return setting.substring(setting.indexOf('=') + 1);
    }

    private static String text(Release release) {
        return release.getName() + " revision " + release.getRevision() + " " + release.getStatus();
    }
}
