//! Prompts and messages of models, and what tools answer them.

use async_openai::types::chat::{
    ChatCompletionRequestDeveloperMessageArgs, ChatCompletionRequestSystemMessage, ChatCompletionRequestUserMessage,
    ChatCompletionRequestUserMessageArgs, CreateCompletionRequestArgs,
};
use rmcp::ErrorData as McpError;
use rmcp::model::{CallToolResult, ContentBlock, PromptMessage, ResourceContents, Role};

pub fn by_async_openai(api_key: &str, question: &str) {
    let _ = ChatCompletionRequestUserMessageArgs::default().content(format!("use {api_key}")).build(); //~ secret-in-output
    let _ = ChatCompletionRequestUserMessageArgs::default().content(question).build();
    let _ = ChatCompletionRequestDeveloperMessageArgs::default().content(api_key).build(); //~ secret-in-output
    let _ = ChatCompletionRequestSystemMessage::from(format!("the key is {api_key}")); //~ secret-in-output
    let _ = ChatCompletionRequestSystemMessage::from("answer briefly");
    let _ = ChatCompletionRequestUserMessage { content: api_key.into(), name: None }; //~ secret-in-output
    let _ = ChatCompletionRequestUserMessage { content: question.into(), name: Some(api_key.len().to_string()) };
    let _ = CreateCompletionRequestArgs::default().model("m").prompt(api_key).build(); //~ secret-in-output
    let _ = async_openai::config::OpenAIConfig::new().with_api_key(api_key);
}

pub fn by_genai(password: &str, question: &str) {
    let _ = genai::chat::ChatRequest::from_system(format!("log in with {password}")); //~ secret-in-output
    let _ = genai::chat::ChatRequest::new(vec![genai::chat::ChatMessage::user(password)]); //~ secret-in-output
    let _ = genai::chat::ChatRequest::from_user(question).with_system(password); //~ secret-in-output
    let _ = genai::chat::ToolResponse::new("call", format!("found {password}")); //~ secret-in-output
    let _ = genai::chat::ChatRequest::from_user(question);
}

pub fn by_ollama(password: &str, question: String) {
    let _ = ollama_rs::generation::chat::ChatMessage::tool(format!("found {password}")); //~ secret-in-output
    let _ = ollama_rs::generation::completion::request::GenerationRequest::new("m".into(), question).system(password); //~ secret-in-output
    let _ = ollama_rs::generation::chat::ChatMessage::user("hello".into());
}

pub async fn by_rig(agent: rig::agent::Agent<Model>, api_key: &str, question: &str) {
    let _ = agent.chat(format!("use {api_key}"), vec![]).await; //~ secret-in-output
    let _ = agent.stream_prompt(api_key).await; //~ secret-in-output
    let _ = agent.prompt(question).await;
    let _ = rig::completion::Message::user(format!("use {api_key}")); //~ secret-in-output
    let _ = rig::completion::message::ToolResultContent::text(api_key); //~ secret-in-output
    let _ = rig::agent::AgentBuilder::new(model()).preamble(&format!("the key is {api_key}")).build(); //~ secret-in-output
}

pub fn by_anthropic(api_key: &str, question: &str) {
    let _ = anthropic_sdk::MessageCreateBuilder::new("m", 100).user(format!("use {api_key}")); //~ secret-in-output
    let _ = anthropic_sdk::MessageCreateBuilder::new("m", 100).system(api_key).user(question); //~ secret-in-output
    let _ = anthropic_sdk::MessageCreateBuilder::new("m", 100).user(question);
    let _ = misanthropy::Content::text(api_key); //~ secret-in-output
    let _ = anthropic_sdk::Anthropic::new(api_key);
}

pub fn by_rmcp(api_key: &str, name: &str) -> Result<CallToolResult, McpError> {
    if name.is_empty() {
        return Err(McpError::internal_error(format!("{api_key} does not fit"), None)); //~ secret-in-error
    }
    if api_key.is_empty() {
        return Err(McpError::invalid_params("no key is set", None));
    }
    let _ = PromptMessage::new_text(Role::User, format!("use {api_key}")); //~ secret-in-output
    let _ = ResourceContents::text(api_key, "file:///key"); //~ secret-in-output
    let _ = ContentBlock::text(api_key); //~ secret-in-output
    let _ = ResourceContents::text(name, "file:///name");
    Ok(CallToolResult::structured(serde_json::json!({ "name": name, "key": api_key }))) //~ secret-in-output
}

pub fn by_mcp_sdk(api_key: String, name: String) {
    let _ = rust_mcp_sdk::schema::ContentBlock::text_content(api_key); //~ secret-in-output
    let _ = rust_mcp_sdk::schema::ContentBlock::text_content(name);
    let _ = rust_mcp_sdk::schema::TextContent::new(api_key, None, None); //~ secret-in-output
    let _ = rust_mcp_sdk::schema::CallToolError::from_message(format!("{api_key} is wrong")); //~ secret-in-error
}
