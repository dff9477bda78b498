package org.certrenewal.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/** Has PostgreSQL itself refuse to change or remove what the audit trail holds. H2 has no such words. */
@Component
class AppendOnly implements JavaMigration {

    private static final List<String> TABLES = List.of("audit_entry", "audit_seal", "audit_sealed_head");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("40.1");
    }

    @Override
    public String getDescription() {
        return "audit append only";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        if (!connection.getMetaData().getDatabaseProductName().toLowerCase().contains("postgres")) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create function audit_append_only() returns trigger language plpgsql as $$
                    begin
                        raise exception 'the audit trail is only added to';
                    end $$
                    """);
            for (String table : TABLES) {
                statement.execute("create trigger append_only before update or delete or truncate on " + table
                        + " for each statement execute function audit_append_only()");
            }
        }
    }
}
