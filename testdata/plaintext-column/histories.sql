-- Plurals in -ies, T-SQL conditions, and holes before a statement.
CREATE TABLE identities (id BIGINT PRIMARY KEY, password VARCHAR(60));
CREATE TABLE deliveries (id BIGINT PRIMARY KEY, webhook_secret TEXT); --~ plaintext-column
CREATE TABLE histories (id BIGINT PRIMARY KEY, cookies TEXT); --~ plaintext-column
IF OBJECT_ID('dbo.Gateways') IS NULL CREATE TABLE [dbo].[Gateways] ([Id] INT PRIMARY KEY, [ApiSecret] NVARCHAR(200)); --~ plaintext-column
{{ .Header }}
CREATE TABLE mirrors (id BIGINT PRIMARY KEY, deploy_token TEXT); --~ plaintext-column
