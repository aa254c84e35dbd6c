-- migrate:up
CREATE TABLE [dbo].[AuditLogs] ([Id] INT NOT NULL PRIMARY KEY, [UserName] NVARCHAR(100), [Action] NVARCHAR(50));

-- migrate:down
IF OBJECT_ID('dbo.AuditLogs') IS NOT NULL DROP TABLE [dbo].[AuditLogs]; --~ irreversible-audit
