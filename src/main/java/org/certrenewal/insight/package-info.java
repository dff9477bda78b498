/** Shows how the service does: to machines by metrics and health, to whoever looks for a cause by logs and traces. */
package org.certrenewal.insight;
