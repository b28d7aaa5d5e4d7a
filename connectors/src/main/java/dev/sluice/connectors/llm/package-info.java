/** Language models over the chat-completions protocol. */
package dev.sluice.connectors.llm;
