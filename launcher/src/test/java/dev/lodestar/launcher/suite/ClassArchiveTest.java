package dev.lodestar.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path project;

    @Test
    void a_part_built_anew_records_an_archive_and_takes_the_place_of_the_old_one_and_of_no_other() throws IOException {
        Layout layout = new Layout(project, project);
        Path jar = Files.createFile(project.resolve("part.jar"));
        ClassArchive other = archive(layout, "other-service", jar);
        Files.createFile(other.file());
        ClassArchive first = archive(layout, "service", jar);
        Files.createFile(first.file());
        assertThat(archive(layout, "service", jar).options()).contains("-XX:AOTCache=" + first.file());

        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
        ClassArchive second = archive(layout, "service", jar);

        assertThat(second.options()).contains("-XX:AOTCacheOutput=" + second.file());
        assertThat(first.file()).doesNotExist();
        assertThat(other.file()).exists();
    }

    private static ClassArchive archive(Layout layout, String part, Path jar) {
        return ClassArchive.of(layout, part, jar, ClassArchive.Kind.AHEAD_OF_TIME);
    }
}
