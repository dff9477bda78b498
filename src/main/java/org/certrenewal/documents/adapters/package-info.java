/** Where documents meet the database and Spring. */
package org.certrenewal.documents.adapters;
